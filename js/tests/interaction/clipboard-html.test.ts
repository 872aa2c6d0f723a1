// @vitest-environment jsdom
/** The HTML that other programs put on the clipboard, shortened to what each writes in its own way. */
import { describe, expect, it } from "vitest";
import { parsePage, readPage } from "../../src/interaction/clipboard/clipboard-html";

const read = (html: string) => readPage(parsePage(html));

describe("a table", () => {
  it("from Excel: lines wrapped in the source, styles in the head, merged cells", () => {
    const page =
      read(`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {color:black}</style></head>
<body><table border=0 width=192><col width=64 span=3><!--StartFragment-->
 <tr height=20><td height=20 class=xl65>Long
  text</td><td colspan=2 class=xl66>merged</td></tr>
 <tr><td rowspan=2>tall</td><td>b<br>
    c</td><td align=right>3,5</td></tr>
 <tr><td></td><td>&nbsp;</td></tr><!--EndFragment--></table></body></html>`);
    expect(page.texts).toEqual([
      ["Long text", "merged", ""],
      ["tall", "b\nc", "3,5"],
      ["", "", ""],
    ]);
    expect(page).toMatchObject({ isTable: true, isList: false, hasHeadLine: false });
  });

  it("from Google Sheets", () => {
    const page =
      read(`<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 0}--></style>
<table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody>
<tr style="height:21px;"><td data-sheets-value="{&quot;1&quot;:2}">Queues</td><td>two<br/>lines</td></tr></tbody></table>`);
    expect(page.texts).toEqual([["Queues", "two\nlines"]]);
    expect(page.isTable).toBe(true);
  });

  it("from LibreOffice, with a header of its own", () => {
    const page =
      read(`<!DOCTYPE html><html><head><title></title></head><body><table cellspacing="0"><colgroup width="85"></colgroup>
	<tr><th height="17" align="left"><font face="Liberation Sans">Security</font></th></tr>
	<tr><td height="17" align="left"><font face="Liberation Sans">Too
 slow</font></td></tr></table></body></html>`);
    expect(page.texts).toEqual([["Security"], ["Too slow"]]);
    expect(page.hasHeadLine).toBe(true);
  });
});

describe("a page without a table", () => {
  it("is a list from Word, without its bullets", () => {
    const item = (text: string) =>
      `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;
    const page = read(`<html><body>${item("Queues are\n long")}${item("No seats")}</body></html>`);
    expect(page).toEqual({
      texts: [["Queues are long"], ["No seats"]],
      isTable: false,
      isList: true,
      hasHeadLine: false,
    });
  });

  it("is a line for each paragraph, item and break", () => {
    expect(
      read("<h2>One</h2><p>two <b>bold</b></p><ul><li>three</li><li>four</li></ul>five<br>six").texts,
    ).toEqual([["One"], ["two bold"], ["three"], ["four"], ["five"], ["six"]]);
  });
});
