// Elements → GitHub Flavored Markdown: the blocks and marks that a briefing's text can have.

// What could be read as a mark is escaped; entities are only what looks like one.
const escaped = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>~|]/g, "\\$&").replace(/&(?=#?\w+;)/g, "\\&");

// At the beginning of a line more has a meaning: headings, lists, rules, underlines.
const startEscaped = (line) => line.replace(/^(#{1,6}(?= |$)|[+=-])/, "\\$1").replace(/^(\d{1,9})(?=[.)])/, "$1\\");

const headingText = (node) => inline(node).replace(/\\?\n/g, " ").trim().replace(/(#+)$/, "\\$1");

const address = (href) => `<${href.replace(/[<>\s]/g, encodeURIComponent)}>`;

const code = (text) => {
  const longest = Math.max(0, ...(text.match(/`+/g) || []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^[` ]|[` ]$/.test(text) && text.trim() ? " " : "";
  return `${fence}${space}${text.replace(/\s+/g, " ")}${space}${fence}`;
};

// Marks want to touch words: white space goes outside of them.
const wrapped = (mark, text) => {
  const [, before, words, after] = text.match(/^(\s*)(.*?)(\s*)$/s);
  return words ? `${before}${mark}${words}${mark}${after}` : text;
};

const inline = (node) => [...node.childNodes].map((child) => {
  if (child.nodeType === Node.TEXT_NODE) return escaped(child.data);
  if (child.nodeType !== Node.ELEMENT_NODE) return "";
  const words = () => inline(child);
  switch (child.tagName) {
    case "EM": case "I": return wrapped("*", words());
    case "STRONG": case "B": return wrapped("**", words());
    case "DEL": case "S": return wrapped("~~", words());
    case "CODE": return code(child.textContent);
    case "BR": return "\\\n";
    case "IMG": return child.src ? `![${escaped(child.alt)}](${address(child.src)})` : escaped(child.alt);
    case "INPUT": return child.checked ? "[x] " : "[ ] ";
    case "A": return link(child, words());
    case "SUP": return child.matches(".footnote") ? words() : `^${words()}`;
    default: return isBlock(child) ? ` ${words()} ` : words();
  }
}).join("");

const link = (node, words) => {
  const href = node.getAttribute("href") || "";
  if (node.ariaLabel || node.matches("li > p > a[href^='#'], .footnotes a[href^='#']")) return ""; // from a note back to the text
  if (href.startsWith("#")) return node.closest("sup") ? `\\[${words}\\]` : words;
  return href && words.trim() ? `[${words}](${address(node.href)})` : words;
};

const BLOCKS = /^(BLOCKQUOTE|DD|DIV|DL|DT|H[1-6]|HR|LI|OL|P|PRE|TABLE|UL|ARTICLE|SECTION)$/;
const isBlock = (node) => BLOCKS.test(node.tagName);

const indented = (text, by) => text.replace(/\n(?=[^\n])/g, `\n${by}`);

const list = (node, markOf) => [...node.children].map((item, at) => {
  const mark = markOf(item, at);
  return mark + indented(blocks(item).join("\n\n"), " ".repeat(mark.length));
}).join("\n");

const table = (node) => {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => inline(cell).replace(/\\?\n/g, " ").trim()));
  const rules = [...(node.rows[0]?.cells || [])].map(({ align }) =>
    ({ center: ":-:", right: "--:", left: ":--" })[align] || "---");
  return [rows[0], rules, ...rows.slice(1)].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};

const fenced = (text) => {
  const longest = Math.max(2, ...(text.match(/`+/g) || []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.replace(/\n$/, "")}\n${fence}`;
};

const block = (node) => {
  switch (node.tagName) {
    case "UL": return [list(node, () => "- ")];
    case "OL": return [list(node, (item, at) => `${item.value || node.start + at}. `)];
    case "BLOCKQUOTE": return [blocks(node).join("\n\n").replace(/^/gm, "> ").replace(/^> $/gm, ">")];
    case "PRE": return [fenced(node.textContent)];
    case "TABLE": return [table(node)];
    case "HR": return ["---"];
    case "P": case "DT": case "DD": return [paragraph(inline(node))];
    default:
      if (/^H[1-6]$/.test(node.tagName)) return [`${"#".repeat(Number(node.tagName[1]))} ${headingText(node)}`];
      return blocks(node);
  }
};

const paragraph = (text) => text.split("\n").map((line) => startEscaped(line.trim())).join("\n").trim();

// The blocks in an element, each a text; words that stand in none are a paragraph.
export const blocks = (node) => {
  const found = [];
  let loose = [];
  const flush = () => {
    const holder = document.createElement("p");
    holder.append(...loose.map((one) => one.cloneNode(true)));
    loose = [];
    if (holder.textContent.trim() || holder.querySelector("img, input")) found.push(paragraph(inline(holder)));
  };
  for (const child of node.childNodes) {
    if (isBlock(child)) {
      flush();
      found.push(...block(child));
    } else if (child.nodeType !== Node.COMMENT_NODE) loose.push(child);
  }
  flush();
  return found.filter(Boolean);
};

export const plain = (text) => paragraph(escaped(text));
export const markdownLink = (words, href) => `[${escaped(words)}](${address(href)})`;
