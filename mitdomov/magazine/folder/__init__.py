"""The folder of an issue: files of TOML, Markdown and pictures in, an `IssueFolder` out, and back.

`disk` reads the files (`plain_files`, never through a link; `paths` and `refusals` say which).
`reading` turns them into values by way of `toml_source`, `structuring` (`table_fields`,
`field_rules`, `mistakes`) and `references`, and reports every finding at once. `writing` goes back.
"""
