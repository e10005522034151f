namespace Amplify.Emulator;

/// <summary>A place that a browser or an OAuth client asks: its name in log and faults, what it does, and how it tells errors.</summary>
internal sealed class WebRoute(string name, Func<WebRequest, Task<Answer>> act, Func<ServiceException, Answer> tellError)
{
    public string Name { get; } = name;

    public Task<Answer> ActAsync(WebRequest request) => act(request);

    public Answer TellError(ServiceException error) => tellError(error);
}
