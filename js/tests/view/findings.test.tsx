// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { expect, it } from "vitest";
import type { Store } from "../../src/store/store";
import { root, settled, show, store } from "./shown";

it("a file without a kernel has no findings, and the tab says where the rules run", async () => {
  await show();
  const press = async (selector: string, text = "") => {
    const every = [...root.querySelectorAll<HTMLElement>(selector)];
    act(() => every.find(({ textContent }) => textContent!.includes(text))!.click());
    await settled();
  };
  await press('[aria-label="Details"]');
  await press('[role="tab"]', "Findings");
  expect((store as Store).findings).toBeUndefined();
  expect(root.querySelector(".cjm-dk-none")!.textContent).toContain("or use cjm lint");
});
