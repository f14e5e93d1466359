// Where the site's files are kept, and how a new file is begun there in a browser.

const LONGEST = 7500; // characters of an address: hosts refuse some 8,000 and more

// From MkDocs' settings: the address of the repository, and the way to a file that is edited.
export const repository = ({ url, edit }) => {
  const given = edit.split("{")[0];
  const [, branch = "main", folder = "content"] = given.match(/(?:^|\/)(?:edit|blob|tree|raw|src|_edit)\/(?:branch\/)?([^/]+)\/(.*?)\/*$/) || [];
  let host;
  try {
    host = new URL(url);
  } catch {
    return { folder, host: null };
  }
  if (!/^https?:$/.test(host.protocol)) return { folder, host: null };
  return { folder, branch, host, base: url.replace(/\/+$/, "").replace(/\.git$/, "") };
};

// How hosts are told apart: by their own name, or that of an installation of somebody's own.
const KINDS = [
  { name: "GitHub", host: /(^|\.)github\./, way: "new", file: "filename", text: "value" },
  // GitLab takes the name of the file with the link, but not its text.
  { name: "GitLab", host: /(^|\.)gitlab\./, way: "-/new", file: "file_name", text: "" },
  { name: "Codeberg", host: /^codeberg\.org$/, way: "_new", file: "filename", text: "value" },
  { name: "Gitea", host: /(^|\.)(gitea|forgejo)\./, way: "_new", file: "filename", text: "value" },
];

export const kindOf = ({ host }) => (host ? KINDS.find((kind) => kind.host.test(host.hostname)) || null : null);

const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");

// The address at which a file is begun: {address, whole}, `whole` telling whether its text is in the address.
export const newFile = (where, kind, id, text) => {
  const folder = [where.folder, "briefings", id.slice(0, 4)].filter(Boolean).join("/");
  const start = `${where.base}/${kind.way}/${encoded(where.branch)}`;
  // GitLab's name is a path from the root; the others take the folder in the address.
  const begun = kind.name === "GitLab" ? `${start}?${kind.file}=${encodeURIComponent(`${folder}/${id}.md`)}`
    : `${start}/${encoded(folder)}?${kind.file}=${encodeURIComponent(`${id}.md`)}`;
  const full = kind.text ? `${begun}&${kind.text}=${encodeURIComponent(text)}` : begun;
  const whole = Boolean(kind.text) && full.length <= LONGEST;
  return { address: whole ? full : begun, whole };
};
