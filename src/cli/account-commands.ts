import { Command } from 'commander';
import { Administrators } from '../setup/administrators.js';
import { askPassword } from './ask-password.js';
import { print, withProduct } from './open-product.js';

interface AccountOptions {
  readonly login: string;
  readonly name?: string;
  readonly generate?: true;
}

const PASSWORD_HELP = 'The password is asked for, or read from the first line of what is piped in.';

/** `admin create`: an administrator for a database that has none, or one more. */
export function adminCommand(): Command {
  const create = new Command('create')
    .description(`Add an administrator. ${PASSWORD_HELP}`)
    .requiredOption('-l, --login <login>', 'name to sign in with')
    .option('-n, --name <name>', 'name that people see; default: the login')
    .option('--generate', 'make a random password and print it')
    .action(async ({ login, name, generate }: AccountOptions) => {
      await withProduct(async (product) => {
        const administrators = product.get(Administrators);
        await administrators.requireFree(login);
        const password = await askPassword(generate ?? false);
        await administrators.create(login, password, name ?? login);
        if (generate) print(`Password: ${password}`);
        print(`${login} can sign in as an administrator.`);
      });
    });
  return new Command('admin').description('Administrators').addCommand(create);
}

/** `password reset`: for whoever has forgotten theirs. */
export function passwordCommand(): Command {
  const reset = new Command('reset')
    .description(`Give a person a new password. ${PASSWORD_HELP}`)
    .requiredOption('-l, --login <login>', 'name that the person signs in with')
    .option('--generate', 'make a random password and print it')
    .action(async ({ login, generate }: AccountOptions) => {
      await withProduct(async (product) => {
        const administrators = product.get(Administrators);
        await administrators.requirePerson(login);
        const password = await askPassword(generate ?? false);
        await administrators.resetPassword(login, password);
        if (generate) print(`Password: ${password}`);
        print(`${login} has a new password.`);
      });
    });
  return new Command('password').description('Passwords').addCommand(reset);
}
