using Amplify.Tests.Federation.InBrowser;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>A browser that clicks through the pages as the world's user; what its addresses carry becomes known as secret.</summary>
internal sealed class TappedBrowser : IBrowser, IDisposable
{
    private readonly FlowWorld _world;
    private readonly RobotBrowser _robot;

    public TappedBrowser(FlowWorld world)
    {
        _world = world;
        _robot = new RobotBrowser(world.Cognito.Endpoint) { Act = Act };
    }

    /// <summary>What it does in place of signing in.</summary>
    public Func<Browser, Task>? Instead { get; set; }

    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        var tapped = new BrowserRequest(request.RedirectUris, redirect => Know(request.GetStartUri(redirect)), request.IsAnswer);
        BrowserResult result = await _robot.RunAsync(tapped, cancellationToken);
        Know(new Uri(result.Callback!.Reveal()));
        _world.Capture.Add(Channel.Result, "browser", $"{request} {result} {result.Callback}");
        return result;
    }

    /// <summary>Goes where a visitor is sent, signs in there and comes back.</summary>
    public async Task<Uri> VisitAsync(BrowserSignIn begun)
    {
        Know(begun.Url);
        _world.Known.Add("flow token", begun.FlowToken.Reveal());
        _world.Capture.Add(Channel.Result, "begun", $"{begun} {begun.FlowToken}");
        using var browser = new Browser(_world.Cognito.Endpoint);
        await browser.GoAsync(begun.Url.AbsoluteUri);
        await Act(browser);
        return Know(new Uri(browser.Left!));
    }

    /// <summary>State, nonce and code are for one browser's eyes.</summary>
    public Uri Know(Uri address)
    {
        foreach ((string name, string value) in Browser.ParametersOf($"?{address.Query.TrimStart('?')}").Where(p => p.Key is "state" or "nonce" or "code" or "code_challenge"))
        {
            _world.Known.Add($"{name} of an address", value);
        }

        return address;
    }

    public void Dispose() => _robot.Dispose();

    private Task Act(Browser browser) => Instead?.Invoke(browser) ?? browser.SubmitAsync("Sign in", ("username", _world.Username), ("password", _world.Password));
}
