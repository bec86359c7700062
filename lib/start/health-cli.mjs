/** Exits 0 when the web process in this container is ready, 1 otherwise; for health checks of images, which have no curl. */
const url = `http://127.0.0.1:${process.env.PORT || 3000}/api/health/ready`;
const isReady = await fetch(url, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(isReady ? 0 : 1);
