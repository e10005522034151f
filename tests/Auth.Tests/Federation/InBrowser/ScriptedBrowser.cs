namespace Amplify.Tests.Federation.InBrowser;

/// <summary>A browser that does what a test says.</summary>
internal sealed class ScriptedBrowser(Func<BrowserRequest, Task<BrowserResult>> run) : IBrowser
{
    public Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default) => run(request);
}
