// Seeks the number for which SHA-256 of "token:number" begins with so many zero bits.
const AT_ONCE = 512;
const encoder = new TextEncoder();

self.addEventListener("message", async ({ data: { token, bits } }) => {
  for (let first = 0; ; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const fits = await Promise.all(numbers.map((number) => isSolution(token, number, bits)));
    const found = fits.indexOf(true);
    if (found >= 0) {
      self.postMessage({ number: String(first + found) });
      return;
    }
    self.postMessage({ tried: first + AT_ONCE });
  }
});

async function isSolution(token, number, bits) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${number}`));
  return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
}
