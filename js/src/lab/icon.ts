/** The extension's icon: three stages and the curve below them. */
import { LabIcon } from "@jupyterlab/ui-components";
import svg from "./icon.svg";

export const mapIcon = new LabIcon({ name: "cjm-widgets:map", svgstr: svg });
