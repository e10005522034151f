using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Amplify.Diagnostics;

/// <summary>Traces and metrics. Names are stable: <c>Amplify.Auth</c> for source and meter. No tag holds a user or a secret.</summary>
internal static class AuthDiagnostics
{
    public const string Name = "Amplify.Auth";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    public static Counter<long> SignIns { get; } = s_meter.CreateCounter<long>("amplify.auth.sign_ins", "{sign-in}", "Sign-ins that were completed.");

    public static Counter<long> Refreshes { get; } = s_meter.CreateCounter<long>("amplify.auth.refreshes", "{refresh}", "Refresh attempts, by outcome.");

    public static Counter<long> SessionsEnded { get; } = s_meter.CreateCounter<long>("amplify.auth.sessions_ended", "{session}", "Sessions that ended, by reason.");

    public static Histogram<double> Calls { get; } = s_meter.CreateHistogram<double>("amplify.auth.service_call.duration", "s", "Service calls, by operation and error code.");

    public static Activity? Start(string operation) => s_source.StartActivity($"auth {operation}", ActivityKind.Client);
}
