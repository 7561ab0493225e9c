// Runs once after the specs that need servers, whatever became of them.
export default async function stopServers() {
  await globalThis.stopServers();
}
