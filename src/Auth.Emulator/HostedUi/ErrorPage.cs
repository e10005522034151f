using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary><c>/error</c>: what went wrong where there is no client that could safely be told.</summary>
internal static class ErrorPage
{
    public static Answer Act(HostedUiContext context) => Show(context.Pool.Settings.Name, context.Web.Query["error"] switch
    {
        "redirect_mismatch" => "The application asked to return to an address that is not registered for it (redirect_mismatch). Register the exact URL as a callback or sign-out URL of the app client.",
        "invalid_client" => "There is no such application here (invalid_client).",
        "invalid_request" => "The application's request is incomplete or badly formed (invalid_request).",
        "invalid_state" => "This sign-in does not belong to this browser, or it took too long (invalid_state). Go back to the application and start again.",
        "form_expired" => "This page was too old, or did not come from here. Go back to the application and start again.",
        _ => "Something went wrong. Go back to the application and start again.",
    });

    /// <summary>Where the browser goes when a request cannot be answered to the client that it names.</summary>
    public static HostedUiException Refuse(HostedUiContext context, string error, string? clientId = null) => new(Answer.Redirect(
        context.Url($"error?error={Uri.EscapeDataString(error)}{(clientId is null ? "" : $"&client_id={Uri.EscapeDataString(clientId)}")}")));

    public static Answer Tell(ServiceException error) => Show("Amazon Cognito", error.Code == "InternalErrorException" ? error.Message : $"{error.Message} ({error.Code})", error.Status);

    private static Answer Show(string product, string text, int status = StatusCodes.Status400BadRequest) =>
        Page.Of("This did not work", product, Html.Format($"""<p class="message bad" role="alert">{text}</p>"""), new PageOptions { Status = status });
}
