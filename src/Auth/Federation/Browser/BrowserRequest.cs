namespace Amplify;

/// <summary>What an <see cref="IBrowser"/> has to do.</summary>
public sealed class BrowserRequest
{
    private readonly Func<Uri, Uri> _startUri;
    private readonly Func<Uri, bool> _isAnswer;

    /// <summary>For the tests of a browser; the engine makes its own.</summary>
    /// <param name="redirectUris">Where the browser may come back to.</param>
    /// <param name="startUri">Gives the page to open, for the chosen one of these.</param>
    /// <param name="isAnswer">Tells whether an address the browser came back to belongs to this attempt.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public BrowserRequest(IReadOnlyList<Uri> redirectUris, Func<Uri, Uri> startUri, Func<Uri, bool> isAnswer)
    {
        ArgumentNullException.ThrowIfNull(redirectUris);
        ArgumentNullException.ThrowIfNull(startUri);
        ArgumentNullException.ThrowIfNull(isAnswer);
        RedirectUris = redirectUris;
        _startUri = startUri;
        _isAnswer = isAnswer;
    }

    /// <summary>Why the browser is opened.</summary>
    public BrowserPurpose Purpose { get; init; }

    /// <summary>Where the browser may come back to, in order of preference; exactly as the app client has them.</summary>
    public IReadOnlyList<Uri> RedirectUris { get; }

    /// <summary>How long the person may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether to use a session without cookies of others, where that is possible.</summary>
    public bool PreferPrivateSession { get; init; }

    /// <summary>The page to open, once it is sure where it can come back to. It is secret until then and for one use: not for logs.</summary>
    /// <param name="redirectUri">The chosen one of <see cref="RedirectUris"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="redirectUri"/> is null.</exception>
    /// <exception cref="ArgumentException">It is none of <see cref="RedirectUris"/>.</exception>
    public Uri GetStartUri(Uri redirectUri)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        return _startUri(redirectUri);
    }

    /// <summary>
    /// Whether an address that came back belongs to this attempt. What does not must not end it: a page of somebody else's may
    /// call a loopback address too. Go on waiting then.
    /// </summary>
    /// <param name="callback">The whole address, with its query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public bool IsAnswer(Uri callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return _isAnswer(callback);
    }
}
