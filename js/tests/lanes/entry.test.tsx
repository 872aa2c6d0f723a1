// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { describe, expect, it, vi } from "vitest";
import { edits, pointer, press, root, scoreOf, show, slider, store } from "./shown";

describe("the number field", () => {
  const field = () => root.querySelector<HTMLInputElement>(".cjm-entry input");
  const type = (text: string) => {
    field()!.value = text;
    press(field()!, "Enter");
  };

  it("opens with Enter, takes a typed score, and gives the focus back", () => {
    show();
    slider("Maya, Security").focus();
    press(slider("Maya, Security"), "Enter");
    expect(field()!.value).toBe("−1.0");
    expect(document.activeElement).toBe(field());
    type("1.25");
    expect(scoreOf("maya", "s1")).toBe(1.25);
    expect(field()).toBeNull();
    expect(document.activeElement).toBe(slider("Maya, Security"));
  });

  it("opens with a digit, on the point or on its cell, holding that digit", () => {
    show();
    press(slider("Maya, Security"), "2");
    expect(field()!.value).toBe("2");
    press(field()!, "Escape");
    press(root.querySelector("[data-stage=s2]")!, "-");
    expect(field()!.value).toBe("-");
    expect(field()!.selectionStart).toBe(1);
    type("-1");
    expect(scoreOf("maya", "s2")).toBe(-1);
  });

  it("refuses what is no score, says why, and keeps the text", () => {
    show();
    press(slider("Maya, Security"), "Enter");
    type("fine");
    expect(root.querySelector("[role=alert]")!.textContent).toBe(
      "“fine” is not a score; scores run from −2 to +2",
    );
    type("2.1");
    expect(root.querySelector("[role=alert]")!.textContent).toBe("2.1 is not on the scale of −2 to +2");
    expect(field()!.value).toBe("2.1");
    expect(edits).toEqual([]);
  });

  it("opens with a double click on a point, though the cell has the pointer", () => {
    show();
    const [point, cell] = [slider("Kenji, Security"), root.querySelector("[data-stage=s1]")!];
    pointer(point, "pointerdown", 97);
    pointer(cell, "pointerup", 97);
    act(() => void cell.dispatchEvent(new MouseEvent("dblclick", { bubbles: true })));
    expect(field()!.getAttribute("aria-label")).toBe("Kenji, Security, a score");
  });

  it("closes with Escape and changes nothing", () => {
    show();
    press(slider("Maya, Security"), "Enter");
    field()!.value = "2";
    press(field()!, "Escape");
    expect(field()).toBeNull();
    expect(edits).toEqual([]);
    expect(document.activeElement).toBe(slider("Maya, Security"));
  });

  it("shows the store's reason when it refuses the edit", () => {
    show();
    vi.spyOn(store, "edit").mockReturnValue("This map is read-only.");
    press(slider("Maya, Security"), "Enter");
    type("1");
    expect(root.querySelector(".cjm-entry [role=alert]")!.textContent).toBe("This map is read-only.");
  });
});
