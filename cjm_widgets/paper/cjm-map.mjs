// Shows a map of cjm_widgets that a page has as a widget, such as MyST's {anywidget}: it asks the model for its page
// and for nothing else, since such pages have no kernel to send to.
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
};

export default {
  async render({ model, el }) {
    const frame = document.createElement("iframe");
    frame.title = model.get("title");
    frame.srcdoc = await unpacked(model.get("page"));
    frame.allow = "fullscreen";
    frame.style.cssText = "display:block;width:100%;height:640px;border:0";
    el.append(frame);
    return () => frame.remove();
  },
};
