namespace Amplify.Emulator;

/// <summary>Who signs in through which client, and what the request carries along for triggers.</summary>
internal sealed class SignInAttempt
{
    private SignInAttempt(EmulatedAppClient client, EmulatedUser user, RequestContext context, IReadOnlyDictionary<string, string> validationData)
    {
        Client = client;
        User = user;
        Context = context;
        ValidationData = validationData;
    }

    public EmulatedAppClient Client { get; }

    public EmulatedUser User { get; }

    public RequestContext Context { get; }

    /// <summary>What the triggers before the password see of the request's ClientMetadata.</summary>
    public IReadOnlyDictionary<string, string> ValidationData { get; }

    /// <summary>Whether it happens on the pages of the hosted UI, where it ends in a browser session in place of tokens.</summary>
    public bool InBrowser { get; private init; }

    public EmulatedUserPool Pool => Client.Pool;

    /// <summary>A sign-in that InitiateAuth begins: its ClientMetadata reaches the triggers before the password only, as the service documents.</summary>
    public static SignInAttempt Initiated(EmulatedAppClient client, EmulatedUser user, OperationCall call)
    {
        bool passedOn = client.Pool.State.Unsettled.InitiateAuthMetadataReachesLaterTriggers;
        var context = new RequestContext(client.Pool, client, passedOn ? call.ClientMetadata : RequestContext.NoMetadata);
        return new SignInAttempt(client, user, context, call.ClientMetadata);
    }

    /// <summary>A sign-in that RespondToAuthChallenge goes on with.</summary>
    public static SignInAttempt Answered(EmulatedAppClient client, EmulatedUser user, OperationCall call) =>
        new(client, user, RequestContext.Of(client, call), call.ClientMetadata);

    /// <summary>A sign-in on the pages of the hosted UI.</summary>
    public static SignInAttempt OnPage(EmulatedAppClient client, EmulatedUser user) =>
        new(client, user, new RequestContext(client.Pool, client, RequestContext.NoMetadata), RequestContext.NoMetadata) { InBrowser = true };
}
