/** Ends the servers that start-servers.mjs began and drops their databases. */
export default async function stopServers() {
  await globalThis.stopTestServers?.();
}
