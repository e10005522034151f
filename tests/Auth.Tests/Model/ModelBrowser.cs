namespace Amplify.Tests.Model;

/// <summary>A browser without memory, and a person at it who types a name and a password, and gives up where the page wants anything else.</summary>
internal sealed class ModelBrowser(Uri home) : IBrowser
{
    /// <summary>What is typed next.</summary>
    public (string User, string Password) Typed { get; set; }

    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        using var browser = new Browser(home);
        await browser.GoAsync(request.GetStartUri(request.RedirectUris[0]).AbsoluteUri);
        await browser.SubmitAsync("Sign in", ("username", Typed.User), ("password", Typed.Password));
        return browser.Left is { } callback && request.IsAnswer(new Uri(callback)) ? BrowserResult.Returned(new Uri(callback)) : BrowserResult.Cancelled;
    }
}
