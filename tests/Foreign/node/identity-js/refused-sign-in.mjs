import { signIn, userOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

await scenario(async (input) => refusalOf(signIn(userOf(input), input)));
