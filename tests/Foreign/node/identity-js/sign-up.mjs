import { attributeList, call, poolOf } from './client.mjs';
import { scenario } from '../scenario.mjs';

await scenario(async (input) => {
  const result = await call(poolOf(input), 'signUp', input.username, input.password, attributeList(input.attributes), []);
  return { username: result.user.getUsername(), sub: result.userSub, confirmed: result.userConfirmed, delivery: result.codeDeliveryDetails };
});
