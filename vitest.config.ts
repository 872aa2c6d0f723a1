import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["js/tests/**/*.test.{ts,tsx}"],
    setupFiles: ["js/tests/examples.ts"],
    // No test is about how fast the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
