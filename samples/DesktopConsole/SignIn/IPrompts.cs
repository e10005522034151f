namespace Amplify.Samples;

/// <summary>Asks the person. The one thing that the code of the flows needs from a user interface: a window would implement it as well.</summary>
internal interface IPrompts
{
    /// <summary>Something that everybody may see.</summary>
    Task<string> TextAsync(string question, CancellationToken cancellationToken);

    /// <summary>Something that nobody may see: it is masked.</summary>
    Task<string> SecretAsync(string question, CancellationToken cancellationToken);

    /// <summary>A code that was sent.</summary>
    Task<string> MailedCodeAsync(CodeDelivery? delivery, CancellationToken cancellationToken);

    /// <summary>The code of an authenticator app that is known already.</summary>
    Task<string> AppCodeAsync(string username, string? appName, CancellationToken cancellationToken);

    /// <summary>The first code of an authenticator app that scans this.</summary>
    Task<string> NewAppCodeAsync(TotpSetUp setUp, CancellationToken cancellationToken);

    /// <summary>One of several.</summary>
    Task<T> ChooseAsync<T>(string question, IReadOnlyList<T> choices, Func<T, string> name, CancellationToken cancellationToken)
        where T : notnull;

    /// <summary>Does something that takes a moment.</summary>
    Task<T> BusyAsync<T>(string what, Func<Task<T>> work);

    /// <summary>Does something in the browser, which the person may call off.</summary>
    Task<T> InBrowserAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>An answer was not accepted, and is asked for again.</summary>
    void Rejected(Rejection rejection);

    /// <summary>Something worth knowing.</summary>
    void Say(string text);
}
