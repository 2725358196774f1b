import './lib/check-node.mjs';

const { runAsCommand } = await import('./lib/command.mjs');
const { devCommand } = await import('./lib/dev-command.mjs');

await runAsCommand((stop) => devCommand(process.argv.slice(2), process.env, stop));
