namespace Amplify.Emulator;

/// <summary>Who signs in through which client, how far that has come, and what the request carries along for triggers.</summary>
internal sealed class SignInAttempt
{
    private SignInAttempt(EmulatedAppClient client, EmulatedUser user, OperationCall call, SignInProgress progress, RequestContext context)
    {
        Client = client;
        User = user;
        Progress = progress;
        Context = context;
        UserContext = client.Accepted(call.UserContext);
    }

    public EmulatedAppClient Client { get; }

    public EmulatedUser User { get; }

    public RequestContext Context { get; }

    public SignInProgress Progress { get; set; }

    /// <summary>The challenge that this request answers; <see langword="null"/> where it answers none with a session.</summary>
    public ChallengeSession? Answering { get; init; }

    /// <summary>What the request told of the client's surroundings.</summary>
    public UserContext? UserContext { get; }

    /// <summary>Whether it happens on the pages of the hosted UI, where it ends in a browser session in place of tokens.</summary>
    public bool InBrowser { get; private init; }

    /// <summary>Where the browser sees those pages: scheme, host and port.</summary>
    public string? PageOrigin { get; private init; }

    public EmulatedUserPool Pool => Client.Pool;

    /// <summary>A sign-in that InitiateAuth begins: its ClientMetadata reaches the triggers before the password only, as the service documents.</summary>
    public static SignInAttempt Initiated(EmulatedAppClient client, EmulatedUser user, OperationCall call)
    {
        bool passedOn = client.Pool.State.Unsettled.InitiateAuthMetadataReachesLaterTriggers;
        var context = new RequestContext(client.Pool, client, passedOn ? call.ClientMetadata : RequestContext.NoMetadata);
        return new SignInAttempt(client, user, call, new SignInProgress(call.Text("AuthFlow")), context);
    }

    /// <summary>A sign-in that RespondToAuthChallenge goes on with.</summary>
    public static SignInAttempt Answered(EmulatedAppClient client, EmulatedUser user, OperationCall call, SignInProgress progress, ChallengeSession? answering = null) =>
        new(client, user, call, progress, RequestContext.Of(client, call)) { Answering = answering };

    /// <summary>A sign-in on the pages of the hosted UI, at its beginning or with the challenge that it answers.</summary>
    public static SignInAttempt OnPage(EmulatedAppClient client, EmulatedUser user, ChallengeSession? answering = null, string? origin = null) =>
        new(client, user, new OperationCall([]), answering?.Progress ?? new SignInProgress("USER_PASSWORD_AUTH"), new RequestContext(client.Pool, client, RequestContext.NoMetadata))
        {
            Answering = answering,
            InBrowser = true,
            PageOrigin = origin,
        };

    /// <summary>Heeds the device key of a request that does not show yet who asks. The caller holds the pool's gate.</summary>
    /// <exception cref="ServiceException">The user has no such device, and that is told this early.</exception>
    public void MentionDevice(string? key)
    {
        if (Pool.State.Unsettled.UnknownDeviceAtInitiateAuth)
        {
            UseDevice(key);
        }
        else if (!string.IsNullOrEmpty(key))
        {
            Progress = Progress with { Device = User.KnownDevices.Find(key) };
        }
    }

    /// <summary>Heeds the device key of a request. The caller holds the pool's gate.</summary>
    /// <exception cref="ServiceException">The user has no such device.</exception>
    public void UseDevice(string? key)
    {
        if (!string.IsNullOrEmpty(key))
        {
            Progress = Progress with { Device = User.KnownDevices.Get(key) };
        }
    }
}
