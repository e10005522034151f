using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Decides what a request is answered with, and takes the one callback that ends the attempt.</summary>
internal sealed class CallbackDesk(BrowserRequest request, CallbackAddress address, PageSet pages, TimeProvider time, ILogger logger)
{
    private readonly object _gate = new();
    private bool _answered;

    public Reply Answer(RequestHead? head, Refusal refusal)
    {
        Uri? callback = null;
        if (head is not null)
        {
            refusal = RequestRules.Check(head, address);
            callback = refusal == Refusal.None ? address.TryWithQuery(RequestRules.Split(head.Target).Query) : null;
        }

        if (refusal == Refusal.None)
        {
            refusal = callback is null ? Refusal.Malformed : Take(callback);
        }

        if (refusal != Refusal.None)
        {
            int status = StatusOf(refusal);
            DesktopLog.Refused(logger, status, refusal);
            return new Reply(ResponseWriter.Write(status, pages[PageKind.NotExpected], withBody: head?.Method != "HEAD", time.GetUtcNow()));
        }

        DesktopLog.Answered(logger);
        return new Reply(ResponseWriter.Write(200, pages[PageFor(callback!)], withBody: true, time.GetUtcNow()), callback);
    }

    /// <summary>Asks one after the other: the first that is the answer is the only one.</summary>
    private Refusal Take(Uri callback)
    {
        lock (_gate)
        {
            if (_answered)
            {
                return Refusal.Late;
            }

            _answered = Checks.IsAnswer(request, callback, logger);
            return _answered ? Refusal.None : Refusal.NotTheAnswer;
        }
    }

    private PageKind PageFor(Uri callback) => request.Purpose == BrowserPurpose.SignOut ? PageKind.SignedOut
        : HasError(callback.Query) ? PageKind.NotCompleted
        : PageKind.Returned;

    private static bool HasError(string query) => query.TrimStart('?').Split('&').Any(parameter => parameter.Split('=')[0] == "error");

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.NotANavigation => 403,
        Refusal.WrongPath => 404,
        Refusal.WrongMethod => 405,
        Refusal.TargetTooLong => 414,
        Refusal.WrongHost => 421,
        Refusal.HeadersTooLarge => 431,
        _ => 400,
    };
}
