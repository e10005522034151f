import cognito from 'amazon-cognito-identity-js';

const { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } = cognito;

/** The pool a scenario was given, at the emulator. */
export const poolOf = ({ endpoint, userPoolId, clientId }) =>
  new CognitoUserPool({ endpoint, UserPoolId: userPoolId, ClientId: clientId });

export const userOf = (input) => new CognitoUser({ Pool: poolOf(input), Username: input.username });

/** Signs in by SRP, the library's default; a user with a temporary password gets `newPassword`. */
export const signIn = (user, { username, password, newPassword }) =>
  new Promise((resolve, reject) => {
    const callbacks = {
      onSuccess: (session) => resolve(session),
      onFailure: reject,
      newPasswordRequired: () => {
        if (newPassword === undefined) {
          reject(new Error('The service asked for a new password.'));
        } else {
          user.completeNewPasswordChallenge(newPassword, {}, callbacks);
        }
      },
    };
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), callbacks);
  });

/** Turns a method that takes a callback last into a promise. */
export const call = (target, method, ...args) =>
  new Promise((resolve, reject) => {
    target[method](...args, (error, result) => (error ? reject(error) : resolve(result)));
  });

export const attributeList = (attributes) =>
  Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));

/** Attributes as the service returned them, by name. */
export const readAttributes = async (user) =>
  Object.fromEntries((await call(user, 'getUserAttributes')).map((a) => [a.getName(), a.getValue()]));

/** Notes what goes over the wire from now on: the operation, and the challenge where one is answered. */
export const recordRequests = () => {
  const requests = [];
  const { fetch } = globalThis;
  globalThis.fetch = (url, options) => {
    const operation = options.headers['X-Amz-Target'].split('.')[1];
    const { ChallengeName } = JSON.parse(options.body);
    requests.push(ChallengeName === undefined ? operation : `${operation} ${ChallengeName}`);
    return fetch(url, options);
  };
  return requests;
};
