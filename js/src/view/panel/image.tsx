/** An image of a card or a persona: chosen, dropped or pasted, and made small enough to travel with the map. */
import { useRef, useState } from "preact/hooks";
import type { Image } from "../../document/schema";
import { Icon } from "../../lanes/icon";
import { t } from "../../words/words";
import { type Details, Entry, Row, Section, save } from "./fields";

/** Characters of a data URL that a map takes; 512 kB of image. */
const MOST = 700_000;
export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp"];

interface ImageProps extends Details {
  name: "image" | "photo";
  label: string;
  /** What it shows, until somebody says. */
  alt: string;
  round?: boolean;
}

export function ImageField({ view, subject, name, label, alt, round }: ImageProps) {
  const image = (subject.fields[name] ?? null) as Image | null;
  const input = useRef<HTMLInputElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const editable = view.store.editable.value;
  const set = (next: Image | null) => save({ view, subject }, view.store.document.peek(), { [name]: next });
  const take = async (file: File | undefined) => {
    if (!file) return;
    const data = await smallEnough(file);
    setWhy(typeof data === "string" ? set({ data, alt: image?.alt ?? alt }) : data.why);
  };
  return (
    <Section title={label}>
      <div
        role="group"
        aria-label={t("{name}: paste or drop one here", { name: label })}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          take(event.dataTransfer?.files[0]);
        }}
        onPaste={(event) => {
          const [file] = event.clipboardData?.files ?? [];
          if (file) {
            event.preventDefault();
            take(file);
          }
        }}
      >
        {image && <img class={round ? "cjm-photo" : "cjm-picture"} src={image.data} alt={image.alt ?? ""} />}
        {editable && (
          <button type="button" class="cjm-drop" onClick={() => input.current!.click()}>
            <Icon name="plus" size={14} />
            <span>
              {image ? t("Paste, drop or choose another") : t("Paste, drop or choose")}
              <small>{t("PNG, JPEG or WebP, up to 512 kB")}</small>
            </span>
          </button>
        )}
        <input
          ref={input}
          type="file"
          class="cjm-sr"
          tabIndex={-1}
          aria-label={t("Choose {name}", { name })}
          accept={IMAGE_TYPES.join(",")}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        {image && (
          <>
            <Row label={t("Shows")}>
              <Entry
                view={view}
                subject={subject}
                label={t("What the image shows")}
                hint={t("For those who cannot see it")}
                text={image.alt ?? ""}
                read={(text) => ({ [name]: { ...image, alt: text } })}
              />
            </Row>
            {editable && (
              <button type="button" class="cjm-btn" onClick={() => set(null)}>
                {round ? t("Use initials") : t("Remove image")}
              </button>
            )}
          </>
        )}
        {why && (
          <p class="cjm-why" role="alert">
            {why}
          </p>
        )}
      </div>
    </Section>
  );
}

/** The image as a data URL that a map takes, shrunk until it is small enough; or why there is none. */
export async function smallEnough(file: File): Promise<string | { why: string }> {
  if (!IMAGE_TYPES.includes(file.type))
    return { why: t("{file} is no PNG, JPEG or WebP.", { file: file.name }) };
  const whole = await dataUrl(file);
  if (whole.length <= MOST) return whole;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return { why: t("{file} cannot be read as an image.", { file: file.name }) };
  for (let side = 1600; side >= 200; side /= 2) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = canvas.toDataURL("image/webp", 0.85);
    if (small.length <= MOST && /^data:image\/(webp|png);/.test(small)) return small;
  }
  return { why: t("{file} is too large, however small it is drawn.", { file: file.name }) };
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
