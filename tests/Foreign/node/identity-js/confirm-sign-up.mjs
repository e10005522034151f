import { call, signIn, userOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

// Confirms with a wrong code first, then with the right one, then signs in.
await scenario(async (input) => {
  const user = userOf(input);
  const beforehand = await refusalOf(signIn(user, input));
  const wrongCode = input.code === '000000' ? '111111' : '000000';
  const wrong = await refusalOf(call(user, 'confirmRegistration', wrongCode, false));
  const confirmed = await call(user, 'confirmRegistration', input.code, false);
  const session = await signIn(user, input);
  return { beforehand, wrong, confirmed, idClaims: session.getIdToken().decodePayload() };
});
