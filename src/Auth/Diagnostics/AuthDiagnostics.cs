using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Amplify.Diagnostics;

/// <summary>Traces and metrics. Names are stable: <c>Amplify.Auth</c> for source and meter. No tag holds a user or a secret.</summary>
internal static class AuthDiagnostics
{
    public const string Name = "Amplify.Auth";

    private static readonly ActivitySource _source = new(Name);
    private static readonly Meter _meter = new(Name);

    public static Counter<long> SignIns { get; } = _meter.CreateCounter<long>("amplify.auth.sign_ins", "{sign-in}", "Sign-ins that were completed.");

    public static Counter<long> Refreshes { get; } = _meter.CreateCounter<long>("amplify.auth.refreshes", "{refresh}", "Refresh attempts, by outcome.");

    public static Counter<long> SessionsEnded { get; } = _meter.CreateCounter<long>("amplify.auth.sessions_ended", "{session}", "Sessions that ended, by reason.");

    public static Counter<long> CredentialRenewals { get; } = _meter.CreateCounter<long>("amplify.auth.credential_renewals", "{renewal}", "Renewals of AWS credentials, by outcome.");

    public static Histogram<double> Calls { get; } = _meter.CreateHistogram<double>("amplify.auth.service_call.duration", "s", "Service calls, by operation and error code.");

    public static Activity? Start(string operation) => _source.StartActivity($"auth {operation}", ActivityKind.Client);
}
