using System.Diagnostics;
using Amazon.Runtime;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Errors;

/// <summary>
/// Makes one service call: within the time allowed, measured, and with every failure as an <see cref="AuthException"/>.
/// Repeats only what its caller declares repeatable.
/// </summary>
internal sealed class ServiceCaller(AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private const int Attempts = 3;

    /// <exception cref="AuthException">The service or the network failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<T> CallAsync<T>(string operation, Repeat repeat, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await CallOnceAsync(operation, call, cancellationToken).ConfigureAwait(false);
            }
            catch (AuthException e) when (attempt < Attempts && MayRepeat(repeat, e.Error))
            {
                TimeSpan delay = TimeSpan.FromMilliseconds(100 * (1 << (attempt - 1)) * (1 + Random.Shared.NextDouble()));
                Log.CallRepeated(logger, operation, delay, e.Reason);
                await Task.Delay(delay, clock.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool MayRepeat(Repeat repeat, AuthError error) => repeat switch
    {
        // Throttled, or never sent: the service has done nothing.
        Repeat.WhenNotDone => error.Reason == AuthErrorReason.Throttled || (error.Reason == AuthErrorReason.Network && !error.MayHaveBeenApplied),
        Repeat.WhenTransient => error.IsTransient && error.Reason != AuthErrorReason.TimedOut,
        _ => false,
    };

    private async Task<T> CallOnceAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        using Activity? activity = AuthDiagnostics.Start(operation);
        using var timeout = new CancellationTokenSource(settings.RequestTimeout, clock.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        long started = clock.Time.GetTimestamp();
        try
        {
            T response = await Patience.WaitAsync(call(linked.Token), linked.Token).ConfigureAwait(false)
                ?? throw Failed(TransportErrors.InvalidResponse(operation, "there is none", null), null);
            double elapsed = Measure(operation, started, "none");
            Log.CallSucceeded(logger, operation, elapsed, response.ResponseMetadata?.RequestId);
            return response;
        }
        catch (Exception e) when (e is not AuthException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            AuthError error = TransportErrors.From(e, operation, settings.RequestTimeout);
            double elapsed = Measure(operation, started, error.Code ?? error.Reason.ToString());
            activity?.SetStatus(ActivityStatusCode.Error, error.Reason.ToString());
            Log.CallFailed(logger, operation, elapsed, error.Reason, error.Code, error.RequestId);
            throw Failed(error, e);
        }
    }

    /// <summary>AWS's unmarshalling exceptions print the answer, tokens and all: they are not passed on.</summary>
    private static AuthException Failed(AuthError error, Exception? cause) => new(error, cause is AmazonUnmarshallingException ? null : cause);

    private double Measure(string operation, long started, string outcome)
    {
        TimeSpan elapsed = clock.Time.GetElapsedTime(started);
        AuthDiagnostics.Calls.Record(
            elapsed.TotalSeconds,
            new KeyValuePair<string, object?>("operation", operation),
            new KeyValuePair<string, object?>("error", outcome));
        return elapsed.TotalMilliseconds;
    }
}
