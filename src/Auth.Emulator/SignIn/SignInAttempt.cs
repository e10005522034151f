namespace Amplify.Emulator;

/// <summary>Who signs in through which client, and what the request says beside.</summary>
internal sealed class SignInAttempt(EmulatedAppClient client, EmulatedUser user, OperationCall call)
{
    public EmulatedAppClient Client { get; } = client;

    public EmulatedUser User { get; } = user;

    public OperationCall Call { get; } = call;

    public EmulatedUserPool Pool => Client.Pool;
}
