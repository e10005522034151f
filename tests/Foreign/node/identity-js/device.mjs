import { call, recordRequests, signIn, userOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

const answer = (user, method, ...args) =>
  new Promise((resolve, reject) => user[method](...args, { onSuccess: resolve, onFailure: reject }));

const claimsOf = (session) => session.getAccessToken().decodePayload();

// Registers a device by signing in; signs in with it from a user object that has it from the library's storage; refreshes with it,
// and without it; proves it with a wrong secret; lets the pool forget it behind the library's back, and signs in with it once more.
await scenario(async (input) => {
  const requests = recordRequests();
  const first = await signIn(userOf(input), input);
  const requestsOfFirst = requests.splice(0);

  const user = userOf(input);
  const second = await signIn(user, input);
  const requestsOfSecond = requests.splice(0);

  const refreshed = await call(user, 'refreshSession', second.getRefreshToken());
  const device = (await answer(user, 'getDevice')).Device;
  const attributes = Object.fromEntries(device.DeviceAttributes.map((a) => [a.Name, a.Value]));

  user.clearCachedDeviceKeyAndPassword();
  const withoutDevice = await refusalOf(call(userOf(input), 'refreshSession', refreshed.getRefreshToken()));

  const secret = user.randomPassword;
  user.randomPassword = `not ${secret}`;
  user.cacheDeviceKeyAndPassword();
  const forged = await refusalOf(signIn(userOf(input), input));

  user.randomPassword = secret;
  user.cacheDeviceKeyAndPassword();
  await answer(user, 'forgetSpecificDevice', device.DeviceKey);
  requests.splice(0);
  const anew = await signIn(userOf(input), input);

  return {
    requestsOfFirst,
    requestsOfSecond,
    firstClaims: claimsOf(first),
    secondClaims: claimsOf(second),
    refreshedClaims: claimsOf(refreshed),
    anewClaims: claimsOf(anew),
    device: { key: device.DeviceKey, status: attributes['dev:device_remembered_status'] },
    withoutDevice,
    forged,
    requestsAfterForgetting: requests,
  };
});
