// Evaluated before every other module, so that an old Node hears what is wrong instead of a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `\nThis is Node ${process.versions.node}; 20.19 or newer is needed.\nWhat to do: install Node 24 LTS from nodejs.org and try again.\n`,
  );
  process.exit(1);
}
