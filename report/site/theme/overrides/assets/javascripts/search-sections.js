// The part of the site that a page stands in, by the folder of its address.
export function sectionOf(location, sections) {
  const [, name] = sections.find(([folder]) => location.startsWith(folder)) ?? ["", ""];
  const year = location.match(/^[^/]+\/(\d{4})\//)?.[1];
  return { name, label: year ? `${name} ${year}` : name };
}

// The first page of each part of the site: where to look on when nothing was found.
export function startingPages(docs, sections) {
  return sections.flatMap(([folder, name]) => {
    const pages = docs.filter(
      ({ location }) => folder && location.startsWith(folder) && !location.includes("#"),
    );
    pages.sort((a, b) => a.location.length - b.location.length);
    return pages.slice(0, 1).map(({ location }) => ({ name, location }));
  });
}
