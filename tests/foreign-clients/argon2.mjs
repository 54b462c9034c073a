// Hashes or verifies the password on standard input with the npm package @node-rs/argon2:
//   node argon2.mjs hash          prints a PHC string of argon2id with m=65536, t=3, p=4
//   node argon2.mjs verify <phc>  prints true or false
import { readFileSync } from 'node:fs';
import { Algorithm, hash, verify } from '@node-rs/argon2';

const [command, phc] = process.argv.slice(2);
const password = readFileSync(0);
switch (command) {
  case 'hash':
    console.log(await hash(password, { algorithm: Algorithm.Argon2id, memoryCost: 65536, timeCost: 3, parallelism: 4 }));
    break;
  case 'verify':
    console.log(await verify(phc, password));
    break;
  default:
    throw new Error(`Neither 'hash' nor 'verify': '${command}'`);
}
