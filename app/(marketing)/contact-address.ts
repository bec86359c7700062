/** The address in `Name <address>`; undefined where mail does not leave the machine, because nobody could write to it. */
export function contactAddress(mailFrom: string): string | undefined {
  const address = mailFrom.match(/<([^<>]+)>\s*$/)?.[1] ?? mailFrom.trim();
  return /@(localhost|.*\.(localhost|local|test|example|invalid))$/.test(address) ? undefined : address;
}
