namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>On which way a text left the engine.</summary>
internal enum Channel
{
    Log,
    Activity,
    Metric,
    Address,
    Exception,
    Result,
}
