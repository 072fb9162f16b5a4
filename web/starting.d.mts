import type { Plugin } from "vite";

export function starting(): Plugin;
