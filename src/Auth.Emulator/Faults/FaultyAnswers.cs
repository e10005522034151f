using System.Text;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>Writes what goes out instead of the right answer.</summary>
internal static class FaultyAnswers
{
    private const string Page = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please accept the terms.</body></html>";

    public static Task WriteAsync(Fault fault, IService service, Answer answer, HttpContext context) => fault.Kind switch
    {
        FaultKind.Throttle => service.Refusal(service.Throttled()).WriteAsync(context),
        FaultKind.InternalError => service.Refusal(new ServiceException("InternalErrorException", "Something went wrong", StatusCodes.Status500InternalServerError)).WriteAsync(context),
        FaultKind.ServiceError => service.Refusal(new ServiceException(fault.ErrorCode!, fault.ErrorMessage, fault.ErrorStatus)).WriteAsync(context),
        FaultKind.ServiceUnavailable => new Answer { Status = StatusCodes.Status503ServiceUnavailable, ContentType = "text/plain", Body = "Service Unavailable"u8.ToArray() }.WriteAsync(context),
        FaultKind.Cut => Cut(context),
        FaultKind.Garbage => new Answer { Body = [0xFF, 0xFE, .. "{\"AuthenticationResult\": oops"u8, 0x00, 0x80] }.WriteAsync(context),
        FaultKind.Html => new Answer { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes(Page) }.WriteAsync(context),
        FaultKind.Truncated => answer.WriteTruncatedAsync(context),
        FaultKind.Oversized => WriteOversizedAsync(fault.Size, context),
        FaultKind.EmptyBody => new Answer().WriteAsync(context),
        _ => throw new InvalidOperationException($"Fault kind {fault.Kind} has no answer of its own."),
    };

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task WriteOversizedAsync(int size, HttpContext context)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.ContentLength = size;
        byte[] head = "{\"Padding\":\""u8.ToArray();
        byte[] tail = "\"}"u8.ToArray();
        byte[] filler = new byte[64 * 1024];
        Array.Fill(filler, (byte)'x');
        await context.Response.Body.WriteAsync(head, context.RequestAborted);
        for (int left = size - head.Length - tail.Length; left > 0; left -= filler.Length)
        {
            await context.Response.Body.WriteAsync(filler.AsMemory(0, Math.Min(left, filler.Length)), context.RequestAborted);
        }

        await context.Response.Body.WriteAsync(tail, context.RequestAborted);
    }
}
