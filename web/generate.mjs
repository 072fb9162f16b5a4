/* Types of the wire from the server's OpenAPI document: `npm run generate [-- path]`. */
import { spawnSync } from "node:child_process";

const document = process.argv[2] ?? "../openapi.json";
const made = spawnSync("openapi-typescript", [document, "--output", "src/api/schema.d.ts", "--alphabetize"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exit(made.status ?? 1);
