// A count with its word in the right form: 1 obrázek, 2 obrázky, 5 obrázků.
export function counted(count, one, few, many) {
  const word = count === 1 ? one : count >= 2 && count <= 4 ? few : many;
  return `${count.toLocaleString("cs")} ${word}`;
}
