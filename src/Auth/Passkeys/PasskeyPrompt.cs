using Amplify.AppClients;
using Amplify.Errors;

namespace Amplify.Passkeys;

/// <summary>Asks the application's authenticator, for as long as a person takes and the caller waits; every failure is an <see cref="AuthException"/>.</summary>
internal sealed class PasskeyPrompt(IPasskeyAuthenticator? authenticator, ApplicationProviders providers)
{
    private const string Name = nameof(AuthServices.PasskeyAuthenticator);

    /// <summary>What is said when the person would not.</summary>
    public static AuthError Cancelled { get; } = new()
    {
        Reason = AuthErrorReason.Cancelled,
        Message = "No passkey was used: the request was cancelled, or there is none here.",
        Suggestion = "Choose another factor, or try again.",
    };

    /// <summary>What is said when the authenticator's answer is no JSON object, so that nothing is sent of it.</summary>
    /// <param name="operation">What would have been sent.</param>
    /// <param name="form">What the answer should be.</param>
    public static AuthError NoCredential(string operation, string form) => new()
    {
        Reason = AuthErrorReason.ProviderFailed,
        Operation = operation,
        Message = $"{operation} was not sent: what {nameof(AuthServices)}.{Name} gave is no JSON object.",
        Suggestion = $"Look at the authenticator of the application: it gives {form}.",
    };

    public bool IsThere => authenticator is not null;

    /// <returns>AuthenticationResponseJSON; null when the person cancelled.</returns>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.ProviderFailed"/>: it threw.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<string?> GetAsync(string requestOptions, CancellationToken cancellationToken) =>
        AskAsync(a => a.GetAsync(requestOptions, cancellationToken), cancellationToken);

    /// <returns>RegistrationResponseJSON; null when the person cancelled.</returns>
    /// <exception cref="InvalidOperationException">There is no authenticator.</exception>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.ProviderFailed"/>: it threw.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<string?> CreateAsync(string creationOptions, CancellationToken cancellationToken) =>
        AskAsync(a => a.CreateAsync(creationOptions, cancellationToken), cancellationToken);

    /// <exception cref="InvalidOperationException">There is no authenticator.</exception>
    public void Demand()
    {
        if (authenticator is null)
        {
            throw new InvalidOperationException($"There is no passkey authenticator. Give {nameof(AuthServices)}.{Name}; where the browser is one, use BeginRegistrationAsync and CompleteRegistrationAsync.");
        }
    }

    private async Task<string?> AskAsync(Func<IPasskeyAuthenticator, ValueTask<string?>> ask, CancellationToken cancellationToken)
    {
        Demand();
        try
        {
            string? json = await Patience.WaitAsync(Task.Run(() => ask(authenticator!).AsTask(), CancellationToken.None), cancellationToken).ConfigureAwait(false);
            return string.IsNullOrEmpty(json) ? null : json;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // How many platforms say that their window was closed.
            return null;
        }
#pragma warning disable CA1031 // An application's authenticator may throw anything, and callers of this engine are promised AuthException.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw providers.Failed(Name, $"it threw {e.GetType().Name}", isTransient: true, e);
        }
    }
}
