import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** Where Cognito's domain has its endpoints. */
export const routes = {
  authorization: '/oauth2/authorize',
  token: '/oauth2/token',
  revocation: '/oauth2/revoke',
  userinfo: '/oauth2/userInfo',
  end_session: '/logout',
  introspection: '/introspect',
  jwks: '/jwks',
};

/** What clients may ask for; the provider knows one scope more. */
const scope = 'openid email photos/read';
const scopes = [...scope.split(' '), 'photos/write'];
const api = 'https://api.example';
const hour = 3600;

const signingKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'foreign-1',
  use: 'sig',
  alg: 'RS256',
});

/** A user is whoever signs in; the claims are those that a user pool adds to its ID tokens. */
const findAccount = (_, id) => ({
  accountId: id,
  claims: () => ({
    sub: id,
    token_use: 'id',
    'cognito:username': id,
    email: `${id}@example.com`,
    email_verified: true,
  }),
});

/** Code with PKCE, refresh tokens that rotate, and JWTs, as a user pool has them; how it is done is the provider's. */
export const configuration = (clients) => ({
  clients: clients.map((client) => ({ scope, grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], ...client })),
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  routes,
  scopes,
  claims: { openid: ['sub', 'token_use', 'cognito:username'], email: ['email', 'email_verified'] },
  findAccount,
  pkce: { required: () => true },
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,

  // The pages' session and the application's are two things: signing out of one leaves the other.
  expiresWithSession: () => false,
  extraTokenClaims: (_, token) => ({ token_use: 'access', username: token.accountId }),
  features: {
    introspection: { enabled: true },
    revocation: { enabled: true },

    // Without an audience its access tokens would be opaque.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => api,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope, audience: api, accessTokenFormat: 'jwt', accessTokenTTL: hour }),
    },
  },
  ttl: { IdToken: hour, RefreshToken: 24 * hour, Session: hour, Interaction: hour, Grant: 24 * hour },
});
