/** The maps to start from as a question of a form: one of them is checked. */
import "./templates.css";
import type { Document } from "../../document/schema";
import { TemplatePicture } from "./template-picture";

interface TemplateChoiceProps {
  label: string;
  every: readonly { name: string; title: string; document: Document }[];
}

export function TemplateChoice({ label, every }: TemplateChoiceProps) {
  return (
    <div class="cjm-tpl-grid" role="radiogroup" aria-label={label}>
      {every.map(({ name, title, document }, at) => (
        <label key={name} class="cjm-tp">
          <input type="radio" name="template" value={name} defaultChecked={at === 0} />
          <TemplatePicture document={document} />
          <b>{title}</b>
        </label>
      ))}
    </div>
  );
}
