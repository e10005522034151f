using Amplify.Sessions;

namespace Amplify.Federation;

internal sealed class BrowserSignInEngine
{
    public Task<SignInResult> SignInAsync(HandleKeys keys, IdentityProvider? provider, BrowserSignInOptions? options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<BrowserSignIn> BeginAsync(HandleKeys keys, IdentityProvider? provider, BrowserSignInOptions? options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<SignInResult> CompleteAsync(HandleKeys keys, Secret flowToken, Uri callback, CompleteFederatedSignInOptions? options, CancellationToken cancellationToken) => throw new NotImplementedException();
}

internal sealed class BrowserSignOut
{
    public Uri GetUri(BrowserSignOutOptions? options) => throw new NotImplementedException();
}
