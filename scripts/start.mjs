import './lib/check-node.mjs';

// Loaded only now, so that an old Node is told so before it meets anything it cannot read.
const { runAsCommand } = await import('./lib/command.mjs');
const { startCommand } = await import('./lib/start-command.mjs');

await runAsCommand((stop) => startCommand(process.argv.slice(2), process.env, stop));
