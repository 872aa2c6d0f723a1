// The page of a book, as MyST's themes show a widget: the node of its contents in the renderer that they share.
import { ANY_RENDERERS } from "@myst-theme/anywidget";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const root = createRoot(document.querySelector("#map"));
root.render(createElement(ANY_RENDERERS.anywidget, { node: window.node }));
window.leave = () => root.unmount();
