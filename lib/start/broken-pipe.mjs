/**
 * Whoever reads our output may be killed before us. Without a listener a broken pipe is an uncaught error, which is printed, into the broken pipe,
 * for ever: a process that nobody hears would keep a processor busy.
 */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
