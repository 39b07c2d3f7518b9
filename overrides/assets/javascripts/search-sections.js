// The part of the site that a page stands in, by the folder of its address.
export function sectionOf(location, sections) {
  const [, name] = sections.find(([folder]) => location.startsWith(folder)) ?? ["", ""];
  const year = location.match(/^[^/]+\/(\d{4})\//)?.[1];
  return { name, label: year ? `${name} ${year}` : name };
}
