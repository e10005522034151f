namespace Amplify.Emulator;

/// <summary>How an emulator starts and behaves.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The AWS region that pool ids and ARNs are made of.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>The clock; by default one that stands still at the time of the start until it is moved.</summary>
    public EmulatorClock? Clock { get; init; }

    /// <summary>What stands in the tokens' <c>iss</c>.</summary>
    public IssuerForm Issuer { get; init; } = IssuerForm.Endpoint;

    /// <summary>The longest request body taken, in bytes; a longer one is answered with HTTP 413.</summary>
    public int MaxRequestBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>The longest request body its S3 takes, in bytes.</summary>
    public int MaxObjectBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>What nobody outside AWS knows for sure about the service, each with a way to choose.</summary>
    public UnsettledBehaviour Unsettled { get; init; } = new();
}
