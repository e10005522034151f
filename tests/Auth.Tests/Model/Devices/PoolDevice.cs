namespace Amplify.Tests.Model.Devices;

/// <summary>A device that the service gave a name, in the order they were made.</summary>
/// <param name="User">Whose.</param>
/// <param name="Remembered">Whether it takes part in sign-ins.</param>
/// <param name="Confirmed">Whether the pool has its verifier; else it is a name in a session's tokens, and nothing more.</param>
/// <param name="Forgotten">Whether the pool knows it no more.</param>
internal sealed record PoolDevice(string User, bool Remembered, bool Confirmed = true, bool Forgotten = false)
{
    public bool IsKnown => Confirmed && !Forgotten;
}
