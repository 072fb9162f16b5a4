/* Types of the wire from the server's OpenAPI document: `npm run generate -- path [--check]`. */
import { spawnSync } from "node:child_process";

const document = process.argv[2] ?? "../openapi.json";
const options = [
  "--output",
  "src/api/schema.d.ts",
  "--alphabetize",
  "--default-non-nullable",
  "false",
  ...process.argv.slice(3),
];
const made = spawnSync("openapi-typescript", [document, ...options], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exit(made.status ?? 1);
