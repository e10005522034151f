using Amplify.Emulator;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>An emulator, an application, and someone before a browser. Every page it comes to is looked at for what would keep people out.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly Application _application = new();
    private readonly List<string> _complaints = [];

    private Scene(CognitoEmulator emulator, IBrowserContext context, IPage page)
    {
        Emulator = emulator;
        Context = context;
        Page = page;
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public CognitoEmulator Emulator { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public EmulatedUserPool Pool { get; private set; } = null!;

    public EmulatedAppClient Client { get; private set; } = null!;

    public string Callback => _application.Callback;

    /// <summary>What the browser had to complain about: policies violated, things not found.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Scene> StartAsync(UserPoolSettings? pool = null, BrowserNewContextOptions? options = null)
    {
        CognitoEmulator emulator = await CognitoEmulator.StartAsync();
        IBrowserContext context = await Chromium.NewContextAsync(options);
        var scene = new Scene(emulator, context, await context.NewPageAsync());
        scene.Pool = emulator.AddUserPool(pool ?? new UserPoolSettings { Name = "photos" });
        scene.Client = scene.Pool.AddClient(new AppClientSettings { Name = "Acme Photos", CallbackURLs = [scene.Callback], LogoutURLs = [scene.Callback] });
        scene.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com", ["phone_number"] = "+15550100", ["name"] = "Ana Example" });
        return scene;
    }

    public Task AuthorizeAsync(string more = "") => Page.GotoAsync(AuthorizeUrl(more));

    public string AuthorizeUrl(string more = "") =>
        $"{Pool.HostedUiDomain}/oauth2/authorize?response_type=code&client_id={Client.Id}&redirect_uri={Uri.EscapeDataString(Callback)}&state=xyz&scope=openid{more}";

    public async Task LogInAsync(string username = "ana", string password = "Passw0rd!")
    {
        await Page.GetByLabel("Username").FillAsync(username);
        await Page.GetByLabel("Password").FillAsync(password);
        await PressAsync("Sign in");
    }

    /// <summary>Presses the button of this name, or the one whose name begins so.</summary>
    public async Task PressAsync(string button)
    {
        ILocator exactly = Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true });
        await (await exactly.CountAsync() > 0 ? exactly : Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button })).ClickAsync();
    }

    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link }).ClickAsync();

    /// <summary>Fails unless the browser is at the application, with a code and the state.</summary>
    public async Task MustBeBackWithACodeAsync()
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Back at the application");
        Assert.That(Page.Url, Does.StartWith($"{Callback}?code=").And.EndWith("&state=xyz"));
        Assert.That(Complaints, Is.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await _application.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
