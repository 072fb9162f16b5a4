import { expect, test } from "vitest";
import { isOnlyHere } from "./onlyHere";

test.each([
  "http://localhost:8000/user?session=x",
  "http://LOCALHOST/user",
  "http://till.localhost/user",
  "http://127.0.0.1:8000/user",
  "http://127.1/user",
  "http://0.0.0.0:8000/user",
  "http://[::1]:8000/user",
  "http://[::]/user",
  "http://[::ffff:127.0.0.1]/user",
])("%s leads nowhere on another device", (url) => {
  expect(isOnlyHere(url)).toBe(true);
});

test.each([
  "http://192.168.1.20:8000/user?session=x",
  "http://till.local/user",
  "https://localhost.example/user",
  "https://bistro.example/user?from=localhost",
  "http://128.0.0.1/user",
  "http://[fe80::1]/user",
])("%s is an address for everybody", (url) => {
  expect(isOnlyHere(url)).toBe(false);
});
